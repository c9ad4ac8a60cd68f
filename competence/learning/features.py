"""The parts of learning in their order, for the product to assemble."""

from competence.learning import views as learning
from competence.learning.afterwards import views as afterwards
from competence.learning.asking import views as asking
from competence.learning.fund import views as fund
from competence.learning.helping import views as helping
from competence.learning.seats import views as seats
from competence.learning.suggesting import views as suggesting

FEATURES = (learning, afterwards, suggesting, asking, helping, seats, fund)
