Feature: Ad referendum: agreed, subject to the capital
  A delegate may agree subject to his capital's word. Until the last word is in, the text
  is agreed ad referendum; whose capital declines or says nothing drops out, the rest adopt.

  Background:
    Given the committee on refugee inclusion

  Rule: Who agrees ad referendum holds up nothing but the adoption

    Scenario: Silence lapses while a capital is asked
      Given silence runs on the proposal
      And Mexico's delegate enters ad referendum on it
      And 72 hours later
      When the clock runs
      Then the commitment is "agreed ad referendum"
      And the record ends
        | Mexico agreed ad referendum; its word is due by 2023-05-14 12:00 UTC |
        | Silence on Rev.1 lapsed at 2023-03-18 12:00 UTC; nobody had objected |

    Scenario: Consensus is declared while a capital is asked
      Given a decision was sought and the committee meets
      And Mexico's delegate enters ad referendum on it
      When the chair declares consensus on it at "the meeting"
      Then the commitment is "agreed ad referendum"

    Scenario: The capital confirms, and the text is adopted
      Given the proposal is agreed ad referendum by Mexico
      And 10 days later
      When Mexico's minister confirms ad referendum on it
      Then the commitment is "adopted"
      And the adoption took effect at 2023-03-28 12:00 UTC

    Scenario: The capital was quicker than the silence
      Given silence runs on the proposal
      And Mexico's delegate enters ad referendum on it
      And Mexico's minister confirms ad referendum on it
      And 72 hours later
      When the clock runs
      Then the commitment is "adopted"

    Scenario: The last of two clears it
      Given the proposal is agreed ad referendum by Mexico and Guyana
      And Mexico's minister confirms ad referendum on it
      When Guyana's minister confirms ad referendum on it
      Then the commitment is "adopted"

    Scenario: The first of two does not
      Given the proposal is agreed ad referendum by Mexico and Guyana
      When Mexico's minister confirms ad referendum on it
      Then the commitment is "agreed ad referendum"

    Scenario: Once is enough
      Given silence runs on the proposal
      And Mexico's delegate enters ad referendum on it
      When Mexico's minister enters ad referendum on it
      Then that is refused because "Mexico agreed ad referendum already"

    Scenario: Nobody confirms what it did not reserve
      Given the proposal is agreed ad referendum by Mexico
      When Guyana's minister confirms ad referendum on it
      Then that is refused because "Guyana has agreed nothing ad referendum that waits for its word"

    Scenario: Who is not of the electorate has nothing to reserve
      Given silence runs on the proposal
      And Chile has endorsed the Declaration
      When Chile's delegate enters ad referendum on it
      Then that is not allowed because "“Agree ad referendum” needs a member of the electorate; you act as a delegate of Chile"

  Rule: Who declines or says nothing in time drops out

    Scenario: The capital declines, the rest adopt
      Given the proposal is agreed ad referendum by Mexico
      When Mexico's minister declines ad referendum on it because "our parliament said no"
      Then the commitment is "adopted"
      And it was adopted without Mexico
      And the record ends
        | Mexico declined what it had agreed ad referendum (our parliament said no) |

    Scenario: To decline says why
      Given the proposal is agreed ad referendum by Mexico
      When Mexico's minister declines ad referendum on it
      Then that is refused because "this needs a reason in writing"

    Scenario: Sixty days pass; the clock is six hours late
      Given the proposal is agreed ad referendum by Mexico
      And 1374 hours later
      When the clock runs
      Then the commitment is "adopted"
      And it was adopted without Mexico
      And the adoption took effect at 2023-05-14 12:00 UTC
      And the record ends
        | Mexico did not confirm by 2023-05-14 12:00 UTC and drops out |

    Scenario: One second before its time is up a capital confirms
      Given the proposal is agreed ad referendum by Mexico
      And 4924799 seconds later
      When Mexico's minister confirms ad referendum on it
      Then the commitment is "adopted"

    Scenario: When its time is up it does not
      Given the proposal is agreed ad referendum by Mexico
      And 4924800 seconds later
      When Mexico's minister confirms ad referendum on it
      Then that is not allowed because "“Confirm what was agreed ad referendum” needs a member of the electorate; you act as a minister of Mexico"
      And it was adopted without Mexico

    Scenario: Two fall due while the clock stands still
      Given the proposal is agreed ad referendum by Guyana and Mexico
      And 100 days later
      When the clock runs
      Then the commitment is "adopted"
      And it was adopted without Guyana, Mexico

    Scenario: Who drops out says nothing more
      Given the proposal is agreed ad referendum by Mexico and Guyana
      And Mexico's minister declines ad referendum on it because "our parliament said no"
      When Mexico's minister declines ad referendum on it because "once more"
      Then that is not allowed because "“Decline what was agreed ad referendum” needs a member of the electorate; you act as a minister of Mexico"

    Scenario: Nobody is left
      Given the proposal is agreed ad referendum by Canada, Colombia, Guyana and Mexico
      And 60 days later
      When the clock runs
      Then the commitment is "not adopted"

  Rule: The chair may send back what is agreed ad referendum

    Scenario: Referred back
      Given the proposal is agreed ad referendum by Mexico
      When the chair refers back the proposal because "a mistake in the figures"
      Then the commitment is "in consultation"
      And nobody is asked to decide

    Scenario: And nothing falls due any more
      Given the proposal is agreed ad referendum by Mexico
      And the chair refers back the proposal because "a mistake in the figures"
      And 100 days later
      When the clock runs
      Then the commitment is "in consultation"

    Scenario: Whose word was due may reserve it anew
      Given the proposal is agreed ad referendum by Mexico
      And the chair refers back the proposal because "a mistake in the figures"
      And Canada's delegate seeks a decision on it
        | procedure | consensus |
      When Mexico's delegate enters ad referendum on it
      Then the record ends
        | Mexico agreed ad referendum; its word is due by 2023-05-17 12:00 UTC |

    Scenario: When its time is up no button offers to confirm
      Given the proposal is agreed ad referendum by Mexico
      And 4924800 seconds later
      Then "Confirm what was agreed ad referendum" is shut to Mexico's delegate because "Mexico could confirm until 2023-05-14 12:00 UTC"
