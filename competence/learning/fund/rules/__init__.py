"""What the fund asks, as HR wrote it down with the day it was checked: money, days, and who signs."""
