"""Answers of a desk in the formats of others: CSV, Parquet, iCalendar, annotated facts."""
