"""What a web server loads: the product, configured from the environment, after what a crash cut short is done."""

import gc

from competence.app import create_app
from competence.commands import go_on
from competence.operation.starting import refuse_dangers

app = create_app()
refuse_dangers(app)
go_on(app)
gc.collect()
gc.freeze()  # what stands now stays: the collector need not go through it again while somebody waits for a page
