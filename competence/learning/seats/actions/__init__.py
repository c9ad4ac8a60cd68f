"""Every change about seats: sharing a wish, working a distribution out, and offering a seat that is answered freely."""
