"""The parts of signing in that have pages of their own, in the order in which they are assembled."""

from competence.signin import views as signin
from competence.signin.addresses import views as addresses
from competence.signin.factors import views as factors

FEATURES = (signin, addresses, factors)
