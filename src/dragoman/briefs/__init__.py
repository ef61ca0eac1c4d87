"""Briefs: a digest in English prose made from the records of a desk, every sentence with its sources and passages."""
