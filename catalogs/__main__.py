"""`python -m catalogs check|classify|plan|questions …` and `python -m catalogs code check …`."""

from catalogs.cli import catalog_app, code_app

catalog_app.add_typer(code_app, name="code")

if __name__ == "__main__":
    catalog_app(prog_name="python -m catalogs")
