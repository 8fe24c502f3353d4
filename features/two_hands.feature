Feature: Two hands: nobody adopts alone what it tabled
  A decision needs somebody of its electorate besides the participant that tabled the text,
  up to its end: whoever left meanwhile has no voice in it any more.

  Rule: Silence of the tabler alone adopts nothing

    Background:
      Given the committee on refugee inclusion

    Scenario: All but the tabler have left
      Given silence runs on the proposal
      And Colombia, Guyana and Mexico leave the Declaration
      And 72 hours later
      When the clock runs
      Then the commitment is "not adopted"

    Scenario: One other is left
      Given silence runs on the proposal
      And Colombia and Guyana leave the Declaration
      And 72 hours later
      When the clock runs
      Then the commitment is "adopted"

    Scenario: Whose word was due and who has left holds up nothing
      Given silence runs on the proposal
      And Mexico's delegate enters ad referendum on it
      And Mexico leaves the Declaration
      And 72 hours later
      When the clock runs
      Then the commitment is "adopted"

  Rule: Nor does the tabler's own consensus

    Scenario: The other member has left
      Given the committee on refugee inclusion
      And package 8 is "Labour mobility"
      And Canada and Guyana lead its committee
      And the proposal is in consultation
      And 14 days later
      And Canada's delegate seeks a decision on it
        | procedure | consensus |
      And a committee meeting is convened with Canada
      And Guyana's minister notifies its withdrawal because "new government" citing "note verbale"
      When the chair declares consensus on it at "the meeting"
      Then that is refused because "a decision needs a participant of the electorate other than Canada, which tabled it"
