Feature: What a country announces in its own name
  A house gift of one country, a joint one of several, or one of a partner that has not
  endorsed the Declaration. Nobody decides on it; who announced it keeps it.

  Background:
    Given the committee on refugee inclusion

  Rule: A national commitment belongs to its country

    Scenario: Announced by the minister
      When Canada's minister announces a commitment
        | form     | national            |
        | title    | 4,000 places for refugees from the Americas by 2028 |
        | quantity | 4000                |
        | unit     | refugees            |
        | by       | 2028                |
      Then the commitment is "announced"
      And the record reads
        | Canada announced “4,000 places for refugees from the Americas by 2028” |
      And Canada's undertaking is "announced"
      And it shows as verifiable

    Scenario: Without a target it shows as unverifiable
      When Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      Then it shows as unverifiable

    Scenario: Case 22, a national commitment without a package is listed under its country
      When Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      Then LAD-001 is listed under Canada
      And LAD-001 is listed under no package

    Scenario: A delegate announces nothing
      When Canada's delegate announces a commitment
        | form  | national                |
        | title | More places for refugees |
      Then that is not allowed because "“Announce a commitment” needs a minister or a Special Coordinator or the registrar; you act as a delegate of Canada"

    Scenario: At a meeting that nobody has entered
      When Canada's minister announces a commitment at "summit-9"
        | form  | national                |
        | title | More places for refugees |
      Then that is refused because "the register has no meeting “summit-9”; schedule it first"

    Scenario: Its country concludes it
      Given Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      When Canada's minister concludes the commitment citing "report of 2028"
      Then the commitment is "concluded"

    Scenario: The chair does not
      Given Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      When the chair concludes the commitment citing "decision 9"
      Then that is not allowed because "this is a national commitment; it needs the minister of who announced it"

    Scenario: Another country does not
      Given Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      When Mexico's minister concludes the commitment citing "own word"
      Then that is not allowed because "this needs a mandate of Canada, who announced it"

    Scenario: A commitment answers another one
      Given Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      And Mexico's minister announces a commitment
        | form  | national                     |
        | title | As many places as Canada gives |
      When Mexico's minister matches the commitment citing "joint statement"
        | other | LAD-001 |
      Then the record ends
        | Mexico announced “As many places as Canada gives” |
        | Mexico matched it with LAD-001                    |

  Rule: Others may join when the announcement says so

    Background:
      Given Canada's minister announces a commitment
        | form           | national                |
        | title          | Mobile teams at borders |
        | open to others | yes                     |

    Scenario: Another country joins
      When Mexico's minister endorses it
      Then its endorsements are
        | 1 | Mexico | in |
      And Mexico's undertaking is "announced"

    Scenario: Who announced it is bound already
      When Canada's minister endorses it
      Then that is refused because "who announced a commitment is bound by it already"

    Scenario: An announcement that does not say so takes nobody
      Given Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      When Mexico's minister endorses it
      Then that is refused because "the commitment is “announced”; “Endorse” needs it to be “open”"

  Rule: A joint commitment binds each partner from its own word

    Scenario: Announced by one, for several
      When Canada's minister announces a commitment
        | form     | joint                 |
        | title    | Two schools for nurses |
        | partners | Mexico, Guyana        |
      Then Canada's undertaking is "announced"
      And Mexico has no undertaking yet
      And Mexico, Guyana have not confirmed

    Scenario: A partner confirms
      Given Canada's minister announces a commitment
        | form     | joint                 |
        | title    | Two schools for nurses |
        | partners | Mexico, Guyana        |
      When Mexico's minister confirms the announcement
      Then Mexico's undertaking is "announced"
      And Guyana have not confirmed
      And the record ends
        | Mexico confirmed the joint announcement |

    Scenario: A partner confirms once
      Given Canada's minister announces a commitment
        | form     | joint                 |
        | title    | Two schools for nurses |
        | partners | Mexico                |
      And Mexico's minister confirms the announcement
      When Mexico's minister confirms the announcement
      Then that is not allowed because "“Confirm the joint announcement” needs a partner named in the announcement; you act as a minister of Mexico"

    Scenario: A joint commitment has another participant
      When Canada's minister announces a commitment
        | form  | joint                 |
        | title | Two schools for nurses |
      Then that is refused because "a joint commitment needs at least one other participant"

    Scenario: A partner of a joint commitment endorses the instrument
      Given the chair suspends Mexico because "unconstitutional change" citing "decision 3"
      When Canada's minister announces a commitment
        | form     | joint                  |
        | title    | Two schools for nurses |
        | partners | Mexico                 |
      Then that is refused because "a joint commitment needs partners that endorse the instrument; not Mexico"

    Scenario: A national commitment has not
      When Canada's minister announces a commitment
        | form     | national              |
        | title    | Two schools for nurses |
        | partners | Mexico                |
      Then that is refused because "only a joint commitment names other participants"

  Rule: A partner announces, and joins no consensus

    Background:
      Given Spain takes part

    Scenario: Case 18, a partner without endorsement announces
      When Spain's minister announces a commitment
        | form  | partner                   |
        | title | Circular labour programmes |
      Then the commitment is "announced"
      And Spain's undertaking is "announced"

    Scenario: Case 18, a partner takes no seat that would make it an elector
      When Spain's minister joins AP07
      Then that is refused because "Spain is “listed”; this needs “endorsing” or “observer”"

    Scenario: Case 18, an observer in the committee is no elector
      Given the chair admits Spain as an observer citing "decision of the ministerial"
      And Spain's minister joins AP07
      And a decision is sought
      When Spain's minister blocks consensus on it because "we have doubts"
      Then that is not allowed because "“Block consensus” needs a member of the electorate; you act as a minister of Spain"

    Scenario: Case 18, an observer does not count for quorum
      Given the chair admits Spain as an observer citing "decision of the ministerial"
      And Spain's minister joins AP07
      And a decision is sought
      And a committee meeting is convened with Canada, Guyana and Spain
      When the chair declares consensus on it at "the meeting"
      Then that is refused because "quorum needs more than 1/2 of 4; 2 are present"

    Scenario: A partner's promise is no national commitment
      When Spain's minister announces a commitment
        | form  | national                  |
        | title | Circular labour programmes |
      Then that is refused because "a national commitment needs an announcer that has endorsed the instrument"

    Scenario: Who has endorsed is no partner
      When Mexico's minister announces a commitment
        | form  | partner                   |
        | title | Circular labour programmes |
      Then that is refused because "a partner commitment needs an announcer that has not endorsed the instrument"
