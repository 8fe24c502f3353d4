Feature: The whole life of a shared commitment
  From the first draft to fulfilment, as anybody of the committee reads it afterwards.

  Scenario: Drafted, decided, endorsed, kept
    Given the committee on refugee inclusion
    And a commitment with a whole life behind it
    Then the record of LAD-001 reads
      | Canada drafted “Integration centres”                                                |
      | Canada concurred in Rev.1                                                           |
      | Guyana concurred in Rev.1                                                           |
      | Canada tabled the proposal as LAD/AP07/L.1                                          |
      | The technical secretariat added the text of Rev.1 in “es”                           |
      | The technical secretariat circulated Rev.1; comments until 2023-03-15 12:00 UTC     |
      | The comment period on Rev.1 ended                                                   |
      | Canada sought a decision by consensus; electorate: Canada, Colombia, Guyana, Mexico |
      | Colombia declared consensus on Rev.1 at committee-1                                 |
      | The technical secretariat opened the commitment for endorsement                     |
      | Canada endorsed, number 1                                                           |
      | Guyana endorsed, number 2                                                           |
      | Mexico endorsed, number 3                                                           |
      | Mexico withdrew its endorsement (a new budget)                                      |
    And the record of LAD-001-GUY reads
      | The undertaking of Guyana under LAD-001 was opened                          |
      | Guyana named Ministry of Social Protection as responsible                   |
      | Guyana: the focal point handed over report 1                                |
      | Guyana submitted report 1 (in progress)                                     |
      | Report 1 was received on the record as LAD-001-GUY/Rep.1                    |
      | Guyana started implementation                                               |
      | Guyana reported the undertaking fulfilled (https://example.org/centres.pdf) |
    And the record of LAD-001-MEX reads
      | The undertaking of Mexico under LAD-001 was opened                           |
      | Mexico withdrew the undertaking (the endorsement of LAD-001 was withdrawn) |
