"""What readers see, in English or as the catalogue of an organisation has it."""
