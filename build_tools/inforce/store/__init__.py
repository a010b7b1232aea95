"""The store: what every file of a site was made from, kept between runs, and how a site folder is brought up to date.

Deleting it costs time and nothing else. Nobody else keeps anything that could be made again.
"""
