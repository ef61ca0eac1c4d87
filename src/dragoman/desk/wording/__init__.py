"""Records and values → English words, the same for tables, news and briefs."""
