"""The store of anonymous answers: sealed until their round closes, without a name from then on.

While a round is open, everybody who is asked has a sheet, written or not: a box of one size, sealed with the round's
key, which lies in a file outside the database. The one who writes can open it again; whoever holds the database or a
copy of it cannot, nor tell which boxes hold anything. When the round closes, its boxes are opened once, their answers
written down without a name and in no order, and sheets, boxes and key destroyed. See docs/anonymous-feedback.md.
"""
