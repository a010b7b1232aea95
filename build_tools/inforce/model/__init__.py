"""What the content is: frozen values made with nothing but the standard library."""
