"""What importing knows of each table: its helper columns, the completion of its rows, their comparison with the record."""
