"""Feedback to leaders from those they lead (opadgående feedback), and a short pulse on the working climate: anonymous.

Rounds, pages and results; what is answered lies in `feedback.sealed`.
"""
