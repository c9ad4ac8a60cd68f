"""Breaking the glass: HR reads what one person and their leader opened to each other, for a reason and half an hour."""
