"""The office's tables as they come, in spreadsheets and map files, read, understood and compared with the record."""
