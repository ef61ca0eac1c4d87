"""What the commands print: codings as JSON lines, tables, explanations."""
