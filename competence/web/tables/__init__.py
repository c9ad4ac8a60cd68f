"""Tables that leave the product as files: what is in a cell, and how it is written as CSV and as a workbook."""
