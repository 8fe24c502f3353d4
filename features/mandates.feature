Feature: Who may act for a country
  A mandate says who may act for whom, in which role, for what, from when to when. Each
  act relies on one. Nobody grants a mandate to himself.

  Background:
    Given the committee on refugee inclusion

  Rule: The secretariat enters the minister, the minister grants the rest

    Scenario: A minister is entered on a document
      Given the secretariat registers a participant citing "note verbale"
        | key    | CHL   |
        | name   | Chile |
        | nature | state |
      When the secretariat enters the minister of Chile citing "note verbale 4"
        | holder | Chile's minister              |
        | office | Minister for Foreign Affairs |
      Then the record of Chile reads
        | Chile was entered in the register                  |
        | The minister of Chile was entered as mandate CHL-M1 |

    Scenario: Without a document there is no minister
      When the secretariat enters the minister of Guyana
        | holder | Guyana's new minister         |
        | office | Minister for Foreign Affairs |
      Then that is refused because "this needs a basis: the document or source it rests on"

    Scenario: A minister grants a mandate
      When Guyana's minister delegates a mandate
        | holder   | Guyana's focal point |
        | capacity | focal_point          |
      Then the record of Guyana ends
        | Guyana granted mandate GUY-M4 (focal point) |

    Scenario: A delegate grants nothing
      When Guyana's delegate delegates a mandate
        | holder   | Guyana's other delegate |
        | capacity | delegate                |
      Then that is not allowed because "“Grant a mandate” needs a minister; you act as a delegate of Guyana"

    Scenario: A minister grants nothing for another country
      When Canada's minister delegates a mandate of Guyana
        | holder   | Guyana's other delegate |
        | capacity | delegate                |
      Then that is not allowed because "this needs a mandate of Guyana; yours is of Canada"

    Scenario: A visitor has no mandate
      When a visitor registers a participant citing "own word"
        | key    | ATL      |
        | name   | Atlantis |
        | nature | state    |
      Then that is not allowed because "“Enter a participant” needs the technical secretariat or the registrar; you act as a reader"

  Rule: Nobody grants a mandate to himself

    Scenario: A minister
      When Guyana's minister delegates a mandate
        | holder   | Guyana's minister    |
        | capacity | validating_authority |
      Then that is not allowed because "nobody grants a mandate to himself; another person must do it"

    Scenario: An officer of the secretariat
      When the secretariat enters the minister of Guyana citing "note verbale"
        | holder | the secretariat              |
        | office | Minister for Foreign Affairs |
      Then that is not allowed because "nobody grants a mandate to himself; another person must do it"

    Scenario: An officer who enters the act for the minister
      When the secretariat enters that the holder of GUY-M1 delegates a mandate citing "letter"
        | holder   | the secretariat |
        | capacity | delegate        |
      Then that is not allowed because "nobody grants a mandate to himself; another person must do it"

    Scenario: The registrar
      When the registrar appoints an officer citing "letter"
        | holder   | the registrar |
        | capacity | secretariat   |
      Then that is not allowed because "nobody grants a mandate to himself; another person must do it"

  Rule: A Special Coordinator is named at principal level or higher

    Scenario: At principal level
      Given Chile takes part
      When Chile's minister designates
        | holder | Chile's Special Coordinator |
        | level  | principal                   |
      Then the record of Chile ends
        | Chile designated its Special Coordinator (principal) |

    Scenario: Below principal level
      Given Chile takes part
      When Chile's minister designates
        | holder | Chile's Special Coordinator |
        | level  | director                    |
      Then that is not understood because "“Level” is one of principal, minister, head"

  Rule: A mandate is as wide as it says

    Background:
      Given package 8 is "Labour mobility"
      And Mexico sits in its committee
      And Mexico's minister delegates a mandate
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
        | scope    | AP08                    |

    Scenario: Within its scope
      When Mexico's other delegate drafts a proposal
        | package    | AP08                        |
        | title      | Seasonal visas              |
        | paragraphs | We will issue 20,000 visas. |
      Then the commitment is "draft"

    Scenario: Outside its scope
      When Mexico's other delegate drafts a proposal
        | package    | AP07                             |
        | title      | Integration centres              |
        | paragraphs | We will open integration centres. |
      Then that is not allowed because "mandate MEX-M4 covers AP08 only"

  Rule: A person who acts for two countries says for which

    Background:
      Given the commitment is open for endorsement
      And the secretariat enters the minister of Mexico citing "note verbale"
        | holder | Canada's minister            |
        | office | Minister for Foreign Affairs |

    Scenario: For Mexico
      When Canada's minister endorses it under "MEX-M4"
      Then its endorsements are
        | 1 | Mexico | in |

    Scenario: For Canada
      When Canada's minister endorses it under "CAN-M1"
      Then its endorsements are
        | 1 | Canada | in |

  Rule: A mandate ends on its day, or earlier when it is revoked

    Scenario: It has expired
      Given Mexico's minister delegates a mandate
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
        | until    | 2023-04-01              |
      And it is 2023-04-02
      When Mexico's other delegate drafts a proposal
        | package    | AP07                             |
        | title      | Integration centres              |
        | paragraphs | We will open integration centres. |
      Then that is not allowed because "“Draft a shared commitment” needs a member of the package; you act as a reader"

    Scenario: It has expired, and is relied on by name
      Given Mexico's minister delegates a mandate
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
        | until    | 2023-04-01              |
      And it is 2023-04-02
      When Mexico's other delegate drafts a proposal under "MEX-M4"
        | package    | AP07                             |
        | title      | Integration centres              |
        | paragraphs | We will open integration centres. |
      Then that is not allowed because "mandate MEX-M4 is not live at 2023-04-02 12:00 UTC: it runs from 2023-03-01 12:00 UTC to the end of 2023-04-01 UTC"

    Scenario: It would end before it begins
      When Mexico's minister delegates a mandate
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
        | until    | 2023-02-01              |
      Then that is refused because "a mandate needs an end that lies ahead of its beginning"

    Scenario: Somebody else holds it
      Given Canada has drafted a proposal
      When Mexico's delegate concurs in it under "CAN-M3"
      Then that is not allowed because "mandate CAN-M3 is held by somebody else"

    Scenario: What was done before it was revoked stands
      Given the commitment is open for endorsement
      And Mexico's Special Coordinator endorses it
      And 1 day later
      When Mexico's minister revokes MEX-M2 because "a new Coordinator"
      Then its endorsements are
        | 1 | Mexico | in |
      And the timeline flags "Mexico endorsed, number 1" as "mandate ended since"

    Scenario: What is tried after it was revoked is refused
      Given the commitment is open for endorsement
      And Mexico's minister revokes MEX-M2 because "a new Coordinator"
      When Mexico's Special Coordinator endorses it
      Then that is not allowed because "“Endorse” needs a minister or a Special Coordinator; you act as a reader"

    Scenario: A minister revokes no other country's mandate
      When Canada's minister revokes MEX-M3 because "doubts"
      Then that is not allowed because "this needs a mandate of Mexico; yours is of Canada"

    Scenario: A mandate ends once
      Given Mexico's minister revokes MEX-M3 because "recalled"
      When Mexico's minister revokes MEX-M3 because "recalled again"
      Then that is refused because "the mandate is “ended”; “Revoke the mandate” needs it to be “submitted” or “accepted” or “challenged”"

    Scenario: The secretariat records that a minister left, and nothing more
      When the secretariat revokes MEX-M3 because "recalled" citing "letter"
      Then that is not allowed because "the secretariat ends a minister's mandate only; others their minister"

    Scenario: A minister leaves, another comes
      Given the secretariat revokes MEX-M1 because "left the office" citing "gazette 12"
      And the secretariat enters the minister of Mexico citing "gazette 13"
        | holder | Mexico's new minister         |
        | office | Minister for Foreign Affairs |
      When Mexico's minister delegates a mandate
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
      Then that is not allowed because "“Grant a mandate” needs a minister; you act as a reader"

  Rule: Credentials give power once they are accepted

    Background:
      Given the proposal is tabled
      And the secretariat submits credentials of Mexico
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
        | document | letter of 1 March 2023  |

    Scenario: Submitted
      When Mexico's other delegate co-sponsors it under "MEX-M4"
      Then that is not allowed because "mandate MEX-M4 is submitted"

    Scenario: Accepted
      Given the secretariat accepts credentials MEX-M4 citing "letter of 1 March 2023"
      When Mexico's other delegate co-sponsors it
      Then its sponsors are Canada, Mexico
      And the record of Mexico ends
        | Mexico submitted credentials MEX-M4 (delegate)      |
        | The technical secretariat accepted credentials MEX-M4 |

    Scenario: Challenged, they wait
      Given the secretariat accepts credentials MEX-M4 citing "letter of 1 March 2023"
      And Guyana's minister challenges credentials MEX-M4 because "two letters, two governments"
      When Mexico's other delegate co-sponsors it under "MEX-M4"
      Then that is not allowed because "mandate MEX-M4 is challenged"

    Scenario: Upheld, they serve again
      Given Guyana's minister challenges credentials MEX-M4 because "two letters"
      And the chair upholds credentials MEX-M4 citing "opinion of the legal adviser"
      When Mexico's other delegate co-sponsors it
      Then its sponsors are Canada, Mexico
      And the record of Mexico ends
        | Guyana challenged credentials MEX-M4 (two letters) |
        | Colombia upheld credentials MEX-M4                 |

    Scenario: Rejected, they are over
      Given Guyana's minister challenges credentials MEX-M4 because "two letters"
      And the chair rejects credentials MEX-M4 because "not from the government"
      When Mexico's other delegate co-sponsors it under "MEX-M4"
      Then that is not allowed because "mandate MEX-M4 is rejected"

    Scenario: Rejected credentials are not accepted afterwards
      Given the chair rejects credentials MEX-M4 because "not from the government"
      When the secretariat accepts credentials MEX-M4 citing "another letter"
      Then that is refused because "the mandate is “rejected”; “Accept the credentials” needs it to be “submitted”"

    Scenario: A delegate challenges nobody
      When Guyana's delegate challenges credentials MEX-M4 because "two letters"
      Then that is not allowed because "“Challenge the credentials” needs a minister or the chair; you act as a delegate of Guyana"

    Scenario: Nobody submits credentials for another country
      When Canada's minister submits credentials of Mexico
        | holder   | Canada's delegate |
        | capacity | delegate          |
        | document | own word          |
      Then that is not allowed because "this needs a mandate of Mexico; yours is of Canada"

  Rule: The process appoints its officers

    Scenario: The chair appoints, and relieves
      Given the chair appoints an officer citing "letter of the chair"
        | holder   | another officer of the secretariat |
        | capacity | secretariat                        |
      And the chair relieves LAD-A3 because "posted elsewhere"
      When another officer of the secretariat registers a participant citing "note verbale"
        | key    | CHL   |
        | name   | Chile |
        | nature | state |
      Then that is not allowed because "“Enter a participant” needs the technical secretariat or the registrar; you act as a reader"

    Scenario: The secretariat decides nothing
      Given the proposal is adopted
      When the secretariat endorses it
      Then that is not allowed because "“Endorse” needs a minister or a Special Coordinator; you act as the technical secretariat"
