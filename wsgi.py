"""What a web server loads: the product, configured from the environment, after what a crash cut short is done."""

import gc

gc.disable()  # all that is read now stays: going through it again and again took a seventh of the time to start

from competence.app import create_app  # noqa: E402
from competence.commands import go_on  # noqa: E402
from competence.operation.starting import refuse_dangers  # noqa: E402

app = create_app()
gc.enable()
refuse_dangers(app)
go_on(app)
gc.collect()
gc.freeze()  # what stands now stays: the collector need not go through it again while somebody waits for a page
