"""What the program writes to disk, whole or not at all: single files, and the store of what every file was made from.

Deleting the store costs time and nothing else. Nobody else keeps anything that could be made again.
"""
