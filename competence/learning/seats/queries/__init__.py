"""Every look-up about seats: shared wishes, distributions, and what one of them is worked out from."""
