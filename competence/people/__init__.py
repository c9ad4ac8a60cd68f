"""The people of the house: units, persons, employments, who leads whom, and the role profiles' names (not what roles ask for)."""
