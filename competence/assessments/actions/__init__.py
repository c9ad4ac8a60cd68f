"""Every change of a mirror: beginning it, answering in it, sharing, taking back, opening it, ending the talk."""
