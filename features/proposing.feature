Feature: From a draft to a tabled proposal
  A committee's leads bring a text before it. What they agree to is one exact text:
  a concurrence is bound to its revision and falls with the next one.

  Background:
    Given the committee on refugee inclusion

  Rule: A member of the committee drafts

    Scenario: A member drafts
      When Mexico's delegate drafts a proposal
        | package    | AP07                                                  |
        | title      | Integration centres                                   |
        | paragraphs | We will open five centres. / We will report each year. |
      Then the commitment is "draft"
      And the record reads
        | Mexico drafted “Integration centres” |

    Scenario: Who sits in no committee drafts nothing for it
      Given Chile has endorsed the Declaration
      When Chile's delegate drafts a proposal
        | package    | AP07                       |
        | title      | Integration centres        |
        | paragraphs | We will open five centres. |
      Then that is not allowed because "“Draft a shared commitment” needs a member of the package; you act as a delegate of Chile"

    Scenario: A draft needs its text
      When Mexico's delegate drafts a proposal
        | package | AP07                |
        | title   | Integration centres |
      Then that is refused because "this needs a text of at least one paragraph"

    Scenario: A concluded committee takes no drafts
      Given the chair confirms leadership of AP07 citing "record of the committee"
      And the chair concludes AP07 citing "record of the committee"
      When Mexico's delegate drafts a proposal
        | package    | AP07                       |
        | title      | Integration centres        |
        | paragraphs | We will open five centres. |
      Then that is refused because "the package is “concluded” and takes no drafts"

  Rule: The leads table a text in which all of them concur

    Scenario: Case 3, co-leads concur before Rev.1 is tabled
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      When Canada's delegate tables it
      Then that is refused because "Rev.1 needs the concurrence of Guyana"

    Scenario: Case 3, both have concurred
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      When Canada's delegate tables it
      Then the commitment is "tabled"
      And the record reads
        | Canada drafted “Integration centres”      |
        | Canada concurred in Rev.1                 |
        | Guyana concurred in Rev.1                 |
        | Canada tabled the proposal as LAD/AP07/L.1 |

    Scenario: Case 3, concurrence in Rev.1 does not serve Rev.2
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      And Guyana's delegate revises it
        | paragraphs | We will open six integration centres. |
      When Canada's delegate tables it
      Then that is refused because "Rev.2 needs the concurrence of Canada, Guyana"

    Scenario: A concurrence that fell stays fallen when the old words come back
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      And Canada's delegate revises it
        | paragraphs | We will open six integration centres. |
      And Canada's delegate revises it
        | paragraphs | We will open five integration centres. / We will report each year. |
      When Canada's delegate tables it
      Then that is refused because "Rev.3 needs the concurrence of Canada, Guyana"

    Scenario: A lead concurs in a revision once
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      When Canada's minister concurs in it
      Then that is refused because "Canada already concurs in Rev.1"

    Scenario: A member that does not lead neither concurs nor tables
      Given Canada has drafted a proposal
      When Mexico's delegate concurs in it
      Then that is not allowed because "“Concur in this revision” needs a lead or co-lead of the package; you act as a delegate of Mexico"

    Scenario: A revision changes something
      Given Canada has drafted a proposal
      When Canada's delegate revises it
        | paragraphs | We will open five integration centres. / We will report each year. |
      Then that is refused because "a revision needs a text that differs from the last"

    Scenario: Symbols count within the package
      Given the proposal is tabled
      And the proposal is tabled
      When Canada's delegate revises it
        | paragraphs | We will open six integration centres. |
      Then the record ends
        | Canada tabled the proposal as LAD/AP07/L.2 |
        | Canada issued Rev.2                        |
      And its texts are
        | 1 | LAD/AP07/L.2       |
        | 2 | LAD/AP07/L.2/Rev.2 |

  Rule: Members co-sponsor once

    Scenario: A member co-sponsors
      Given the proposal is tabled
      When Mexico's delegate co-sponsors it
      Then its sponsors are Canada, Mexico

    Scenario: A member co-sponsors twice
      Given the proposal is tabled
      And Mexico's delegate co-sponsors it
      When Mexico's delegate co-sponsors it
      Then that is refused because "Mexico is a sponsor already"

  Rule: A text is circulated in every language of the process

    Scenario: The Spanish text is missing
      Given the proposal is tabled
      When the secretariat circulates it
      Then that is refused because "the text is needed in “es”"

    Scenario: The text exists in both languages
      Given the proposal is tabled
      And the secretariat adds a translation of it
        | language   | es                                                               |
        | paragraphs | Abriremos cinco centros de integración. / Informaremos cada año. |
      When the secretariat circulates it
      Then the commitment is "in consultation"
      And the record ends
        | The technical secretariat added the text of Rev.1 in “es” |
        | The technical secretariat circulated Rev.1; comments until 2023-03-15 12:00 UTC |

    Scenario: A translation voids nothing
      Given the proposal is tabled
      When the secretariat adds a translation of it
        | language   | es                                                               |
        | paragraphs | Abriremos cinco centros de integración. / Informaremos cada año. |
      Then Canada and Guyana concur in the text
      And its texts are
        | 1 | LAD/AP07/L.1 |

    Scenario: A text has one translation in a language
      Given the proposal is in consultation
      When the secretariat adds a translation of it
        | language   | es                                |
        | paragraphs | Abriremos cinco centros nacionales. |
      Then that is refused because "the text exists in “es” already"

  Rule: Nobody acts on a text that changed while he was looking

    Scenario: A lead concurs in what it read, not in what came after
      Given Canada has drafted a proposal
      And Guyana's delegate has the page open
      And Canada's delegate revises it
        | paragraphs | We will open six integration centres. |
      When Guyana's delegate concurs in it as the page showed it
      Then that is too late because "the stage or the text changed after you looked (you saw 1.1, now it is 2.2); please look again"

    Scenario: A co-sponsorship does not disturb who has the page open
      Given the proposal is tabled
      And Mexico's delegate has the page open
      And Colombia's delegate co-sponsors it
      When Mexico's delegate co-sponsors it as the page showed it
      Then its sponsors are Canada, Colombia, Mexico
