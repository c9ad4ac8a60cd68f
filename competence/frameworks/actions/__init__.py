"""Every change of the catalogue: taking an edition over from files, and working on a draft until it is published."""
