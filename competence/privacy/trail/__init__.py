"""The trail: who did and who saw what about whom, chained so that nobody can take a link out unseen."""
