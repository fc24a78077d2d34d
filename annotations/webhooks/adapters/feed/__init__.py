"""One item of an RSS 2.0 feed or one entry of an Atom feed, alone or in the feed around it."""
