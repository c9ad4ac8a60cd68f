"""Who may do what: everything is refused unless a row of POLICY grants it."""
