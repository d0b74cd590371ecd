/** SQL list of the game types that count: regular season and postseason. Spring training and exhibitions do not. */
const competitive = "'R', 'F', 'D', 'L', 'W'";

/** SQL list of the game types of the postseason. */
const postseason = "'F', 'D', 'L', 'W'";

/** SQL list of the coded game states of games that will not be played as scheduled: postponed and cancelled. */
const calledOff = "'D', 'C'";

module.exports = { competitive, postseason, calledOff };
