"""Records and answers in the formats of others: CSV, Parquet, iCalendar, annotated facts, event data sets."""
