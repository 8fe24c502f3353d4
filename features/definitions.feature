Feature: The rules are written down, and checked before they hold
  Who may do what at which stage is a table that officials can read. A table with a
  defect is refused, with its file, its row and the reason.

  Rule: Case 21, a definition that leads nowhere is refused

    Scenario: A stage from which no end can be reached
      Given the definition of the Declaration
      And its commitment gets a stage "frozen" that "open" leads to by "freeze"
      When the definition is read
      Then that is defective because "altered.toml: stage “frozen” of commitment: no end can be reached from it"

    Scenario: A stage that nothing leads to
      Given the definition of the Declaration
      And its commitment gets a stage "frozen" that nothing leads to
      When the definition is read
      Then that is defective because "altered.toml: stage “frozen” of commitment: no move leads to it"

    Scenario: A guard that nobody knows
      Given the definition of the Declaration
      And "leads_concur" is misspelt "leads_concurr" in the row "table"
      When the definition is read
      Then the row and the reason are named: guard “leads_concurr” is unknown

    Scenario: A role that nobody knows
      Given the definition of the Declaration
      And "chair" is misspelt "chairman" in the row "declare-consensus"
      When the definition is read
      Then the row and the reason are named: role “chairman” is unknown

  Rule: A stage of one's own needs no program

    Scenario: Legal review
      Given the register is established under rules with a legal review
      And the same committee sits under them
      And Canada has drafted a proposal
      When Canada sends it to legal review
      Then the commitment is "legal review"
      And the record ends
        | Canada: Send to legal review → legal review |

    Scenario: Nobody tables what the lawyers have
      Given the register is established under rules with a legal review
      And the same committee sits under them
      And Canada has drafted a proposal
      And Canada sends it to legal review
      When Canada's delegate tables it
      Then that is refused because "the commitment is “legal review”; “Table” needs it to be “draft”"

  Rule: What differs between processes is a parameter

    Scenario: Notice of withdrawal runs for thirty days
      Given the register is established under rules that say "withdrawal_notice_days = 30"
      And the same committee sits under them
      When Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      Then Guyana's standing is "withdrawal notified"
      And the record of AP07 ends
        | Guyana stood down from the lead |

    Scenario: It is taken back in time
      Given the register is established under rules that say "withdrawal_notice_days = 30"
      And the same committee sits under them
      And Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      And 29 days later
      When Guyana's minister revokes its withdrawal citing "note verbale 10"
      Then Guyana's standing is "endorsing"

    Scenario: It does not take effect before its day
      Given the register is established under rules that say "withdrawal_notice_days = 30"
      And the same committee sits under them
      And Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      And 29 days later
      When the registrar lets withdrawal take effect of Guyana citing "note verbale 9"
      Then that is refused because "notice runs until 2023-03-31 12:00 UTC"

    Scenario: It takes effect on its day
      Given the register is established under rules that say "withdrawal_notice_days = 30"
      And the same committee sits under them
      And Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      And 30 days later
      When the registrar lets withdrawal take effect of Guyana citing "note verbale 9"
      Then Guyana's standing is "withdrawn"

    Scenario: A text that takes no reservations
      Given the register is established under rules that say "reservations = 'refused'"
      And the same committee sits under them
      When Guyana's minister enters a reservation
        | text | Paragraph 4 does not bind us |
      Then that is refused because "this text takes no reservations"

    Scenario: Two thirds make a quorum
      Given the register is established under rules that say "quorum = { numerator = 2, denominator = 3 }"
      And the same committee sits under them
      And a committee meeting is convened with Canada and Guyana
      When the chair establishes quorum of the meeting
      Then that is refused because "quorum needs more than 2/3 of 4; 2 are present"

    Scenario: Comments for a week
      Given the register is established under rules that say "comment_days = 7"
      And the same committee sits under them
      And the proposal is in consultation
      And 7 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then the commitment is "decision sought"

    Scenario: A statement may be none where no reservations are taken
      Given the register is established under rules that say "reservations = 'refused'"
      And the same committee sits under them
      And silence runs on the proposal
      When Mexico's delegate attaches a statement to it
        | nature | reservation    |
        | text   | not paragraph 2 |
      Then that is refused because "this text takes no reservations"

  Rule: A later version holds for each next act, but not for an open decision

    Scenario: Case 27, silence ends under the rules that opened it
      Given the committee on refugee inclusion
      And silence runs on the proposal
      And the chair adopts version 4 of the definition, which says "procedures = ['consensus']"
      And 72 hours later
      When the clock runs
      Then the commitment is "adopted"
      And the adoption took effect at 2023-03-18 12:00 UTC

    Scenario: Case 29, the rules of an open decision do not change under it
      Given the committee on refugee inclusion
      And a decision is sought
      And a committee meeting is convened with Canada, Guyana and Mexico
      And the chair adopts version 4 of the definition, which says "quorum = { numerator = 4, denominator = 5 }"
      When the chair declares consensus on it at "the meeting"
      Then the commitment is "adopted"

    Scenario: Case 29, a comment period that runs is not cut short
      Given the committee on refugee inclusion
      And the proposal is in consultation
      And the chair adopts version 4 of the definition, which says "comment_days = 1"
      And 13 days later
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then that is refused because "the comment period runs until 2023-03-15 12:00 UTC"

    Scenario: The next decision is taken under the new rules
      Given the committee on refugee inclusion
      And the proposal is in consultation
      And the chair adopts version 4 of the definition, which says "procedures = ['consensus']"
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | silence |
      Then that is refused because "this needs a decision procedure: consensus"

    Scenario: Case 30, what was done under the rules of before reads as it did
      Given the committee on refugee inclusion
      And silence runs on the proposal
      And 72 hours later
      And the clock runs
      And everything is remembered
      When the chair adopts version 4 of the definition, which says "procedures = ['consensus']"
      Then everything reads as it did, and the process says
        | Colombia adopted version 4 of the definition |

    Scenario: Rules do not go back
      Given the committee on refugee inclusion
      When the chair adopts version 3 of the definition, which says "comment_days = 1"
      Then that is refused because "this needs a version of “la-declaration” after 3"

    Scenario: Rules with a defect are not adopted
      Given the committee on refugee inclusion
      When the chair adopts version 4 of the definition, which says "comment_days = -1"
      Then that is not understood because "The definition, as a file holds it: parameter “comment_days” is needed from 0 to 36,500"

  Rule: A register says under which rules it runs

    Scenario: The rules are pinned
      Given the register is established
      Then it runs under version 3 of "la-declaration", by its digest

    Scenario: It is established once
      Given the register is established
      When somebody establishes it again
      Then that is refused because "the register is established already"

    Scenario: Two persons open it
      When one person alone establishes the register
      Then that is refused because "the registrar and the secretary need to be two persons"
