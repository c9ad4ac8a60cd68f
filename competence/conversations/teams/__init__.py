"""The team's talk (GRUS): one page for all, agreements with a lead, and a private way to ask for one's own MUS."""
