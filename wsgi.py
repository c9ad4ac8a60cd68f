"""What a web server loads: the product, configured from the environment, after what a crash cut short is done."""

from competence.app import create_app
from competence.commands import go_on
from competence.operation.starting import refuse_dangers

app = create_app()
refuse_dangers(app)
go_on(app)
