"""An invented register, invented partners and the articles that ``demo`` checks. Nobody in them exists."""
