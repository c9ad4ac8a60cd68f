"""The data map: what every column of every table is, read off the tables' own declarations."""
