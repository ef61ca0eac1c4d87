"""Answers of a desk on a terminal: one renderer a view, all within 80 columns."""
