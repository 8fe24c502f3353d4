"""Countries by name: what a feature says, and the code the register keeps."""

from __future__ import annotations

LAUNCHED = {  # endorsed at Los Angeles on 10 June 2022
    "Argentina": "ARG",
    "Barbados": "BRB",
    "Belize": "BLZ",
    "Brazil": "BRA",
    "Canada": "CAN",
    "Chile": "CHL",
    "Colombia": "COL",
    "Costa Rica": "CRI",
    "Ecuador": "ECU",
    "El Salvador": "SLV",
    "Guatemala": "GTM",
    "Haiti": "HTI",
    "Honduras": "HND",
    "Jamaica": "JAM",
    "Mexico": "MEX",
    "Panama": "PAN",
    "Paraguay": "PRY",
    "Peru": "PER",
    "United States": "USA",
    "Uruguay": "URY",
}
OTHERS = {  # the rest of the thirty-five American states
    "Antigua and Barbuda": "ATG",
    "Bahamas": "BHS",
    "Bolivia": "BOL",
    "Cuba": "CUB",
    "Dominica": "DMA",
    "Dominican Republic": "DOM",
    "Grenada": "GRD",
    "Guyana": "GUY",
    "Nicaragua": "NIC",
    "Saint Kitts and Nevis": "KNA",
    "Saint Lucia": "LCA",
    "Saint Vincent and the Grenadines": "VCT",
    "Suriname": "SUR",
    "Trinidad and Tobago": "TTO",
    "Venezuela": "VEN",
}
ABROAD = {"Albania": "ALB", "Jordan": "JOR", "Spain": "ESP", "Turkey": "TUR"}
AMERICAN = LAUNCHED | OTHERS
CODES = AMERICAN | ABROAD
