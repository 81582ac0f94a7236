"""Licences by the thousand (批量制证: WHL-9): received, made, reviewed and issued, each step by whose step it is."""
