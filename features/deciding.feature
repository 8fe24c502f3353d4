Feature: How a committee decides
  Two weeks for comments, a decision that is sought, a meeting, no objection: consensus.
  Nobody votes. Absence does not block, an objection does.  Silence is a feature of its own.

  Background:
    Given the committee on refugee inclusion

  Rule: A decision is sought when comments are in and all leads agree

    Scenario: The comment period runs
      Given the proposal is in consultation
      And 13 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then that is refused because "the comment period runs until 2023-03-15 12:00 UTC"

    Scenario: One second too early
      Given the proposal is in consultation
      And 1209599 seconds later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then that is refused because "the comment period runs until 2023-03-15 12:00 UTC"

    Scenario: The comment period is over, and the electorate is frozen
      Given the proposal is in consultation
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then the commitment is "decision sought"
      And the record ends
        | Canada sought a decision by consensus; electorate: Canada, Colombia, Guyana, Mexico |

    Scenario: Who joins afterwards is no elector
      Given a decision is sought
      And Chile has endorsed the Declaration
      And Chile sits in its committee
      When Chile's delegate blocks consensus on it because "we came late"
      Then that is not allowed because "“Block consensus” needs a member of the electorate; you act as a delegate of Chile"

    Scenario: A revision starts the comments anew
      Given the proposal is in consultation
      And 14 days later
      And Canada's delegate revises it
        | paragraphs | We will open six integration centres. |
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then that is refused because "the comment period runs until 2023-03-29 12:00 UTC"

    Scenario: A new revision needs its translation before anybody decides on it
      Given the proposal is in consultation
      And Canada's delegate revises it
        | paragraphs | We will open six integration centres. |
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then that is refused because "the text is needed in “es”"

    Scenario: Who became a co-lead in mid-consultation concurs before a decision is sought
      Given the proposal is in consultation
      And Mexico's minister volunteers as co-lead of AP07
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then that is refused because "Rev.1 needs the concurrence of Mexico"

    Scenario: Once the new co-lead concurs, too, the decision is sought
      Given the proposal is in consultation
      And Mexico's minister volunteers as co-lead of AP07
      And Mexico's delegate concurs in it
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then the commitment is "decision sought"

    Scenario: A revision while a decision is sought ends the decision
      Given a decision is sought
      When Guyana's delegate revises it
        | paragraphs | We will open six integration centres. |
      Then the commitment is "in consultation"
      And nobody is asked to decide

    Scenario: A decision needs a second member
      Given package 8 is "Labour mobility"
      And Canada and Guyana lead its committee
      And the proposal is in consultation
      And Guyana's minister notifies its withdrawal because "new government" citing "note verbale"
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then that is refused because "a decision needs an electorate of at least two endorsing members; now: Canada"

  Rule: The chair declares consensus in a convened meeting with quorum

    Scenario: There is no meeting
      Given a decision is sought
      When the chair declares consensus on it at "committee-1"
      Then that is refused because "consensus needs a meeting that is convened"

    Scenario: Half is not more than half
      Given a decision is sought
      And a committee meeting is convened with Canada and Guyana
      When the chair declares consensus on it at "the meeting"
      Then that is refused because "quorum needs more than 1/2 of 4; 2 are present"

    Scenario: Three of four are present, and absence does not block
      Given a decision is sought
      And a committee meeting is convened with Canada, Guyana and Mexico
      When the chair declares consensus on it at "the meeting"
      Then the commitment is "adopted"
      And the record ends
        | Canada sought a decision by consensus; electorate: Canada, Colombia, Guyana, Mexico |
        | Colombia declared consensus on Rev.1 at committee-1                                 |

    Scenario: A committee of nobody has no quorum
      Given package 9 is "Climate mobility"
      And a meeting of AP09 is convened
      When the chair establishes quorum of the meeting
      Then that is refused because "quorum needs more than 1/2 of 0; 0 are present"

    Scenario: What was decided is in the meeting's own record, under its item
      Given a decision is sought
      And a committee meeting is convened with Canada, Guyana and Mexico
      And the chair adds an agenda item at the meeting
        | title      | Integration centres |
        | commitment | LAD-001             |
      And the chair declares consensus on it at "the meeting"
      And the chair adjourns the meeting
      When the chair adopts the record of the meeting citing "draft record"
      Then the meeting is "record adopted"
      And the adopted record reads
        | The meeting was convened                                                |
        | Canada was present                                                      |
        | Guyana was present                                                      |
        | Mexico was present                                                      |
        | Item 1 of the agenda: Integration centres (LAD-001)                     |
        | The meeting decided: Integration centres (LAD/AP07/L.1): consensus      |
        | The meeting was adjourned                                               |
      And the decision stands under item 1 of the agenda
      And the record of the meeting ends
        | Colombia adopted the record of the meeting (LAD/committee-1/Rec) |

    Scenario: A lead declares nothing
      Given a decision was sought and the committee meets
      When Canada's minister declares consensus on it at "the meeting"
      Then that is not allowed because "“Declare consensus” needs the chair; you act as a minister of Canada"

    Scenario: The meeting is over
      Given a decision was sought and the committee meets
      And the chair adjourns the meeting
      When the chair declares consensus on it at "the meeting"
      Then that is refused because "consensus needs a meeting that is convened"

  Rule: Who was suspended or left takes no part, whatever was frozen

    Scenario: A suspended lead tables nothing
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      And the chair suspends Canada because "unconstitutional change" citing "decision 3"
      When Canada's delegate tables it
      Then that is not allowed because "“Table” needs a lead or co-lead of the package; you act as a delegate of Canada"

    Scenario: The leads that are left need no word of one that is suspended
      Given Canada has drafted a proposal
      And Guyana's delegate concurs in it
      And the chair suspends Canada because "unconstitutional change" citing "decision 3"
      When Guyana's delegate tables it
      Then the commitment is "tabled"

    Scenario: Who left after a decision was sought blocks nothing
      Given a decision was sought and the committee meets
      And Mexico's minister notifies its withdrawal because "new government" citing "note verbale"
      When Mexico's delegate blocks consensus on it because "we don't agree"
      Then that is not allowed because "“Block consensus” needs a member of the electorate; you act as a delegate of Mexico"

    Scenario: Who left counts for no quorum
      Given a decision is sought
      And Mexico's minister notifies its withdrawal because "new government" citing "note verbale"
      And a committee meeting is convened with Canada and Guyana
      When the chair declares consensus on it at "the meeting"
      Then the commitment is "adopted"

  Rule: One objection blocks

    Scenario: A member objects
      Given a decision was sought and the committee meets
      When Mexico's delegate blocks consensus on it because "paragraph 2 needs our parliament"
      Then the commitment is "in consultation"
      And the record ends
        | Mexico blocked consensus (paragraph 2 needs our parliament) |

    Scenario: An objection stands beside its paragraph
      Given a decision was sought and the committee meets
      When Mexico's delegate blocks consensus on it because "our parliament is asked"
        | paragraph numbers | 2 |
      Then beside paragraph 2 of Rev.1 stands "Mexico objects: our parliament is asked"

    Scenario: An objection says why
      Given a decision is sought
      When Mexico's delegate blocks consensus on it
      Then that is refused because "this needs a reason in writing"

    Scenario: After an objection there is nothing to declare
      Given a decision was sought and the committee meets
      And Mexico's delegate blocks consensus on it because "paragraph 2 needs our parliament"
      When the chair declares consensus on it at "the meeting"
      Then that is refused because "the commitment is “in consultation”; “Declare consensus” needs it to be “decision sought”"

    Scenario: After an objection a decision can be sought again
      Given a decision is sought
      And Mexico's delegate blocks consensus on it because "paragraph 2 needs our parliament"
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then the commitment is "decision sought"

    Scenario: Who has adopted may still dissociate itself from a paragraph
      Given the proposal is adopted
      When Mexico's delegate dissociates from it because "our law forbids yearly reports"
        | paragraph numbers | 2 |
      Then the commitment is "adopted"
      And the record ends
        | Mexico dissociated itself from paragraphs 2 |

    Scenario: A dissociation names paragraphs of the text
      Given the proposal is adopted
      When Mexico's delegate dissociates from it because "our law forbids it"
        | paragraph numbers | 3 |
      Then that is refused because "the text has paragraphs 1 to 2; not 3"

  Rule: The chair may send a proposal back or record that it failed

    Scenario: Referred back
      Given a decision is sought
      When the chair refers back the proposal because "the figures are disputed"
      Then the commitment is "in consultation"
      And nobody is asked to decide

    Scenario: Not adopted
      Given a decision is sought
      When the chair does not adopt the proposal because "no agreement after three meetings"
      Then the commitment is "not adopted"
      And the record ends
        | Colombia recorded that the proposal was not adopted (no agreement after three meetings) |

  Rule: The leads may take a proposal back before a decision, and together

    Scenario: A lead alone does not withdraw
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's delegate concurs in it
      When Canada's delegate withdraws the proposal because "overtaken"
      Then that is refused because "withdrawing needs the agreement of Guyana"

    Scenario: All leads agree to withdraw it, and one of them does
      Given Canada has drafted a proposal
      And Guyana's delegate agrees to withdraw the proposal
      When Canada's delegate withdraws the proposal because "overtaken"
      Then the commitment is "withdrawn"

    Scenario: A lead agrees to withdraw once
      Given Canada has drafted a proposal
      And Guyana's delegate agrees to withdraw the proposal
      When Guyana's minister agrees to withdraw the proposal
      Then that is refused because "Guyana agreed to withdraw it already"

    Scenario: Who agreed to withdraw one text has not agreed to withdraw the next
      Given Canada has drafted a proposal
      And Guyana's delegate agrees to withdraw the proposal
      And Canada's delegate revises it
        | paragraphs | We will open six integration centres. |
      When Canada's delegate withdraws the proposal because "overtaken"
      Then that is refused because "withdrawing needs the agreement of Guyana"

    Scenario: Case 28, a withdrawn proposal is endorsed by nobody
      Given the proposal is in consultation
      And Guyana's delegate agrees to withdraw the proposal
      And Canada's delegate withdraws the proposal because "overtaken by the summit"
      When Mexico's minister endorses it
      Then that is refused because "the commitment is “withdrawn”; “Endorse” needs it to be “open”"

    Scenario: An adopted text is not withdrawn
      Given the proposal is adopted
      When Canada's delegate withdraws the proposal because "second thoughts"
      Then that is refused because "the commitment is “adopted”; “Withdraw the proposal” needs it to be “draft” or “tabled” or “in consultation” or “decision sought” or “silence running”"

    Scenario: The chair withdraws no proposal that has leads
      Given the proposal is in consultation
      When the chair withdraws the proposal because "overtaken"
      Then that is not allowed because "this needs the leads, Canada, Guyana"

    Scenario: The chair withdraws a proposal that lost its leads
      Given the proposal is in consultation
      And Canada's minister stands down from AP07
      And Guyana's minister stands down from AP07
      When the chair withdraws the proposal because "no lead is left"
      Then the commitment is "withdrawn"
