"""The desk: keeps what was read, fuses it into episodes and answers an analyst's questions."""
