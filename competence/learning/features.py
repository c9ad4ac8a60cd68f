"""The parts of learning in their order, for the product to assemble."""

from competence.learning import views as learning
from competence.learning.afterwards import views as afterwards
from competence.learning.suggesting import views as suggesting

FEATURES = (learning, afterwards, suggesting)
