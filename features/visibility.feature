Feature: Who may read what
  What a committee works on is the committee's; the public sees that it is there, with a
  place for each entry, and never a gap. What was adopted or announced is for all.

  Background:
    Given the committee on refugee inclusion

  Rule: A committee's work is shown to the committee

    Scenario: The public sees a placeholder
      Given the proposal is tabled
      Then the public sees that it is there, and neither title nor text
      And the public reads of it
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |

    Scenario: A member reads it
      Given the proposal is tabled
      Then Mexico's delegate sees its title and text
      And Mexico's delegate reads of it
        | Canada drafted “Integration centres”       |
        | Canada concurred in Rev.1                  |
        | Guyana concurred in Rev.1                  |
        | Canada tabled the proposal as LAD/AP07/L.1 |

    Scenario: A country outside the committee does not
      Given Chile has endorsed the Declaration
      And the proposal is tabled
      Then Chile's delegate sees that it is there, and neither title nor text

    Scenario: A country that left the committee does not
      Given the proposal is tabled
      And Mexico's Special Coordinator leaves AP07
      Then Mexico's delegate sees that it is there, and neither title nor text

    Scenario: The secretariat and the chair read it
      Given the proposal is tabled
      Then the secretariat sees its title and text
      And the chair sees its title and text

    Scenario: A withdrawn proposal stays the committee's
      Given the proposal is tabled
      And Guyana's delegate agrees to withdraw the proposal
      And Canada's delegate withdraws the proposal because "overtaken"
      Then the public sees that it is there, and neither title nor text

  Rule: What was adopted is for all, how it came about is not

    Scenario: The public reads what was adopted
      Given the proposal is adopted
      Then the public sees its title and text
      And the public reads of it
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | Colombia declared consensus on Rev.1 at committee-1 |

    Scenario: The public reads the adopted text, not the drafts before it
      Given the proposal is in consultation
      And Canada's delegate revises it
        | paragraphs | We will open six integration centres. |
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      And the secretariat adds a translation of it
        | language   | es                                       |
        | paragraphs | Abriremos seis centros de integración. |
      And 14 days later
      And Canada's delegate seeks a decision on it
        | procedure | consensus |
      And a committee meeting is convened with Canada, Guyana and Mexico
      And the chair declares consensus on it at "the meeting"
      Then the public reads the texts 2
      And Mexico's delegate reads the texts 1, 2

    Scenario: As of a day before, the public sees the placeholder again
      Given the proposal is adopted
      And 3 days later
      Then as of 2023-03-10, the public sees neither title nor text

  Rule: A report is public once it is received

    Background:
      Given the commitment is open for endorsement
      And Guyana has endorsed it
      And Guyana reports through a focal point and a validating authority
      And Guyana has submitted a report

    Scenario: Submitted, it is between the country and the secretariat
      Then the public reads of Guyana's undertaking
        | The undertaking of Guyana under LAD-001 was opened        |
        | Guyana named Ministry of Social Protection as responsible |
        | (not public)                                              |
        | (not public)                                              |
      And Guyana's delegate reads of Guyana's undertaking
        | The undertaking of Guyana under LAD-001 was opened        |
        | Guyana named Ministry of Social Protection as responsible |
        | Guyana: the focal point handed over report 1              |
        | Guyana submitted report 1 (in progress)                   |

    Scenario: Another country of the committee does not read it before
      Then Mexico's delegate reads of Guyana's undertaking
        | The undertaking of Guyana under LAD-001 was opened        |
        | Guyana named Ministry of Social Protection as responsible |
        | (not public)                                              |
        | (not public)                                              |

    Scenario: Received, it is for all
      Given the secretariat receives the report of Guyana
      Then the public reads report 1 of Guyana

    Scenario: What is asked about a report before that is not public either
      Given the secretariat seeks a clarification of Guyana's undertaking
        | question | Are both centres open? |
      And Guyana's validating authority gives the clarification of the undertaking
        | answer | One is. |
      Then the public reads of Guyana's undertaking
        | The undertaking of Guyana under LAD-001 was opened        |
        | Guyana named Ministry of Social Protection as responsible |
        | (not public)                                              |
        | (not public)                                              |
        | (not public)                                              |
        | (not public)                                              |
      And the public does not read report 1 of Guyana

    Scenario: What was withdrawn before that stays with the country and the committee
      Given Guyana's validating authority withdraws the report because "the figures are being checked"
      Then the public does not read report 1 of Guyana
