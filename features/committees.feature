Feature: The committees of the action packages
  A package is identified, a country takes the lead, others join. Who leads and who sits
  in a committee are dated facts; titles change, addresses do not.

  Background:
    Given the committee on refugee inclusion

  Rule: Who leads has endorsed the Declaration

    Scenario: A package is identified, led and confirmed
      Given package 8 is "Labour mobility"
      And Mexico's Special Coordinator volunteers as lead of AP08
      And Canada's Special Coordinator volunteers as co-lead of AP08
      When the chair confirms leadership of AP08 citing "record of the ministerial"
      Then AP08 is "confirmed"
      And the record of AP08 reads
        | Action package 8 was identified: “Labour mobility” |
        | Mexico took the lead                               |
        | Canada became co-lead                              |
        | The leadership was confirmed: Mexico, Canada       |

    Scenario: A country that has not endorsed takes no lead
      Given Spain takes part
      And package 8 is "Labour mobility"
      When Spain's minister volunteers as lead of AP08
      Then that is refused because "Spain is “listed”; this needs “endorsing”"

    Scenario: A delegate takes no lead
      Given package 8 is "Labour mobility"
      When Mexico's delegate volunteers as lead of AP08
      Then that is not allowed because "“Take the lead” needs a minister or a Special Coordinator or the registrar; you act as a delegate of Mexico"

    Scenario: A package has one first lead
      Given package 8 is "Labour mobility"
      And Mexico's Special Coordinator volunteers as lead of AP08
      When Canada's Special Coordinator volunteers as lead of AP08
      Then that is refused because "the package is “led”; “Take the lead” needs it to be “identified” or “dormant”"

    Scenario: A lead leads once
      When Canada's Special Coordinator volunteers as co-lead of AP07
      Then that is refused because "Canada leads already"

    Scenario: A country sits in a committee once
      When Mexico's Special Coordinator joins AP07
      Then that is refused because "Mexico is in the committee already"

    Scenario: A lead stands down before it leaves
      When Canada's Special Coordinator leaves AP07
      Then that is refused because "Canada needs to be a member and no lead"

    Scenario: A member leaves
      When Mexico's Special Coordinator leaves AP07
      Then the record of AP07 ends
        | Mexico left the committee |

    Scenario: The last lead stands down
      Given Canada's minister stands down from AP07
      When Guyana's minister stands down from AP07
      Then AP07 is "dormant"

    Scenario: A package of an unknown pillar
      When the secretariat identifies a package citing "Lima statement"
        | key    | AP09           |
        | number | 9              |
        | title  | Border dialogue |
        | pillar | P9             |
      Then that is refused because "the process has no pillar “P9”"

  Rule: A title changes, the address does not

    Scenario: Case 17, a package is retitled
      When the chair retitles AP07 citing "record of the ministerial"
        | title | Inclusion of refugees and migrants |
      Then AP07 is called "Inclusion of refugees and migrants"
      And "Inclusion of refugees and migrants" leads to AP07
      And "Refugee inclusion" leads to AP07
      And the record of AP07 ends
        | Colombia retitled the package “Inclusion of refugees and migrants” |

    Scenario: Case 17, as of a day before, the old title is read
      Given it is 2023-06-01
      When the chair retitles AP07 citing "record of the ministerial"
        | title | Inclusion of refugees and migrants |
      Then as of 2023-05-31, AP07 is called "Refugee inclusion"
      And as of 2023-06-02, AP07 is called "Inclusion of refugees and migrants"

  Rule: A package goes on in another one, or ends

    Scenario: Merged
      Given package 8 is "Labour mobility"
      And the chair confirms leadership of AP07 citing "record of the committee"
      When the chair merges AP07 citing "decision 5"
        | successor | AP08 |
      Then AP07 is "merged"
      And the record of AP07 ends
        | Colombia merged the package into AP08 |

    Scenario: Merged into itself
      Given the chair confirms leadership of AP07 citing "record of the committee"
      When the chair merges AP07 citing "decision 5"
        | successor | AP07 |
      Then that is refused because "this needs a successor: another package"

  Rule: Who leaves the Declaration leaves the committees in the same act

    Scenario: Case 25, a country withdraws while co-lead
      When Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      Then Guyana's standing is "withdrawn"
      And AP07 is "led"
      And the record of AP07 ends
        | Guyana stood down from the lead |
      And that was recorded in one act

    Scenario: Case 25, its concurrence is not waited for any more
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      And Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      When Canada's delegate tables it
      Then the commitment is "tabled"

    Scenario: A withdrawn country's delegate acts in no committee
      Given Canada has drafted a proposal
      And Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      When Guyana's delegate concurs in it
      Then that is not allowed because "“Concur in this revision” needs a lead or co-lead of the package; you act as a delegate of Guyana"

    Scenario: The only lead withdraws
      Given Canada's minister stands down from AP07
      When Guyana's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      Then AP07 is "dormant"

    Scenario: A member withdraws
      When Mexico's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      Then the record of AP07 ends
        | Mexico left the committee |

    Scenario: A country withdraws that led a package concluded long ago
      Given the chair confirms leadership of AP07 citing "record of the committee"
      And the chair concludes AP07 citing "record of the committee"
      When Canada's minister notifies its withdrawal because "a new government" citing "note verbale 9"
      Then Canada's standing is "withdrawn"
