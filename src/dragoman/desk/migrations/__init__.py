"""How the tables of a desk came to be as they are. A migration that has been released is never changed."""
