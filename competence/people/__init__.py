"""People, units, employments, who leads whom, and the names of the role profiles (frameworks knows what they ask)."""
