"""What a web server loads: the product, configured from the environment."""

from competence.app import create_app

app = create_app()
