"""What an import would change in the record: rows laid over known ones, matched facilities."""
