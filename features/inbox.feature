Feature: What waits, for whom, and why
  A committee lead sees on one page what waits for her, with the time that is left, what
  waits for others, and for a move that is blocked how it becomes possible. Nobody learns
  of an open question by mail only.

  Background:
    Given the committee on refugee inclusion

  Rule: Who is asked finds it, with the reason

    Scenario: Each lead is asked for its own concurrence
      Given Canada has drafted a proposal
      Then Canada's delegate finds in the inbox
        | Concur in this revision | Canada is asked as a lead or co-lead of the package AP07 |
      And Guyana's delegate finds in the inbox
        | Concur in this revision | Guyana is asked as a lead or co-lead of the package AP07 |
      And nothing waits for Mexico's delegate

    Scenario: Who has given its word waits for the other
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      Then nothing waits for Canada's delegate
      And Canada's delegate sees that others are asked
        | Concur in this revision | Guyana |

    Scenario: When all leads concur, any of them may go on
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      Then Canada's delegate finds in the inbox
        | Table | Canada is asked as a lead or co-lead of the package AP07 |
      And Guyana's delegate finds in the inbox
        | Table | Guyana is asked as a lead or co-lead of the package AP07 |

    Scenario: A new revision asks the leads again
      Given the proposal is in consultation
      When Canada's delegate revises it
        | paragraphs | Another text. |
      Then Guyana's delegate finds in the inbox
        | Concur in this revision | Guyana is asked as a lead or co-lead of the package AP07 |

    Scenario: A translation is asked of the secretariat before the text can go round
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      And Canada's delegate tables it
      Then the secretariat finds in the inbox
        | Add a translation | asked of the technical secretariat |

    Scenario: A decision waits for the chair
      Given a decision is sought
      Then the chair finds in the inbox
        | Declare consensus | Colombia is asked as the chair |

    Scenario: While silence runs each of the electorate is asked, and knows how long
      Given silence runs on the proposal
      When 2 days later
      Then Mexico's delegate has 24 hours left
        | Answer before the silence ends | Mexico is asked as a member of the electorate |
      And Canada's delegate sees that others are asked
        | Answer before the silence ends | Colombia, Guyana, Mexico |

    Scenario: Who asks its capital is asked for the capital's word
      Given silence runs on the proposal
      And Mexico's delegate enters ad referendum on it
      Then Mexico's delegate has 60 days left
        | Confirm or decline | Mexico is asked as a member of the electorate |

    Scenario: What is decided waits for nobody any more
      Given a decision is sought
      And the chair refers back the proposal because "the figures are disputed"
      Then nothing waits for the chair

  Rule: Who has nobody to act before an expiry is named while there is time

    Scenario: All mandates were revoked
      Given silence runs on the proposal
      And Mexico's minister revokes MEX-M2 because "a new coordinator is named"
      And Mexico's minister revokes MEX-M3 because "a new delegate is named"
      And the secretariat revokes MEX-M1 because "a new government", citing "note verbale"
      Then Canada's delegate sees that Mexico has nobody to act
      And the chair sees that Mexico has nobody to act

    Scenario: The only mandate that is left ends before the silence does
      Given silence runs on the proposal
      And Mexico's minister revokes MEX-M2 because "a new coordinator is named"
      And Mexico's minister revokes MEX-M3 because "a new delegate is named"
      And Mexico's minister delegates to Mexico
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
        | until    | 2023-03-17              |
      And the secretariat revokes MEX-M1 because "a new government", citing "note verbale"
      Then Canada's delegate sees that Mexico has nobody to act
      And Mexico's other delegate sees that MEX-M4 ends in 59 hours

    Scenario: Somebody is left to act
      Given silence runs on the proposal
      And Mexico's minister revokes MEX-M3 because "a new delegate is named"
      Then Canada's delegate sees that nobody lacks a mandate

  Rule: Time that stands before an act is told, and how much of it is left

    Scenario: The comment period
      Given the proposal is in consultation
      When 13 days later
      Then Canada's delegate sees that time stands before
        | Seek a decision | 24 hours left |

    Scenario: The comment period is over
      Given the proposal is in consultation
      When 14 days later
      Then Canada's delegate finds in the inbox
        | Seek a decision | Canada is asked as a lead or co-lead of the package AP07 |

  Rule: For a blocked move, each need that is not met, what meets it and who may

    Scenario: Tabling needs the other lead
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      Then Canada's delegate learns how to "table" it
        | Rev.1 needs the concurrence of Guyana | Concur in this revision | Guyana |

    Scenario: Several needs are told at once
      Given the proposal is in consultation
      And Canada's delegate revises it
        | paragraphs | Another text. |
      Then Canada's delegate learns how to "seek-decision" it
        | the comment period runs until 2023-03-15 12:00 UTC             |                         |                |
        | Rev.2 needs the concurrence of Canada, Guyana                  | Concur in this revision | Canada, Guyana |
        | the text is needed in “es”                                     | Add a translation       | the technical secretariat |

    Scenario: A stage that is not reached yet
      Given Canada has drafted a proposal
      Then Canada's delegate learns how to "circulate" it
        | the commitment is “draft”; “Circulate for comments” needs it to be “tabled” | Table | a lead or co-lead of the package |

    Scenario: What another role does
      Given a decision is sought
      Then Canada's delegate learns how to "declare-consensus" it
        | “Declare consensus” needs the chair; you act as a delegate of Canada | Declare consensus | Colombia |
        | a convened meeting with quorum                                       | Convene, Record a presence | the chair, the technical secretariat |
