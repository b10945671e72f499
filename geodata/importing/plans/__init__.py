"""What an import would change in each table of the record."""
